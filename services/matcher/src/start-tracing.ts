import { startTracing } from '@dowser/tracing';

startTracing('dowser-matcher', process.env);
