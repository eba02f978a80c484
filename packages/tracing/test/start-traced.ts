import { startTracing } from '@dowser/tracing';

console.log(startTracing('traced', process.env));
