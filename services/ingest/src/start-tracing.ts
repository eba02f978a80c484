import { startTracing } from '@dowser/tracing';

startTracing('dowser-ingest', process.env);
