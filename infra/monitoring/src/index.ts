export { alerts } from './alerts.ts';
export { dashboard } from './dashboard.ts';
export { files } from './files.ts';
