import { startTracing } from '@dowser/tracing';

startTracing('dowser-sink', process.env);
