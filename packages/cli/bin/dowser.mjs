#!/usr/bin/env node
import { run } from '../../../infra/bootstrap/run.mjs';

await run('packages/cli/src/main.ts', process.argv.slice(2));
