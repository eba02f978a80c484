/** What the operations of server access logs are called in CloudTrail, where the names differ beyond verb and thing. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'GET.BUCKET': 'ListObjects',
  'GET.BUCKETVERSIONS': 'ListObjectVersions',
  'PUT.BUCKET': 'CreateBucket',
  'PUT.PART': 'UploadPart',
  'POST.UPLOADS': 'CreateMultipartUpload',
  'POST.UPLOAD': 'CompleteMultipartUpload',
  'DELETE.UPLOAD': 'AbortMultipartUpload',
  'GET.UPLOADS': 'ListMultipartUploads',
  'GET.UPLOAD': 'ListParts',
  'POST.MULTI_OBJECT_DELETE': 'DeleteObjects',
  'POST.RESTORE': 'RestoreObject',
  'SELECT.OBJECT': 'SelectObjectContent',
  'COPY.OBJECT_GET': 'CopyObjectSource',
  'COPY.PART': 'UploadPartCopy',
  'COPY.PART_GET': 'UploadPartCopySource',
};

/** What lifecycle rules and the like do by themselves. Source: Amazon S3 user guide, "Logging server access", lifecycle. */
const OWN_ACTIONS: Readonly<Record<string, string>> = {
  'S3.EXPIRE.OBJECT': 'ExpireObject',
  'S3.CREATE.DELETEMARKER': 'ExpireObject',
  'S3.DELETE.UPLOAD': 'AbortMultipartUpload',
};

/** Settings that CloudTrail calls otherwise. */
const SETTINGS: Readonly<Record<string, string>> = {
  BUCKETPOLICY: 'Policy',
  LOGGING_STATUS: 'Logging',
  PUBLIC_ACCESS_BLOCK: 'PublicAccessBlock',
  OWNERSHIP_CONTROLS: 'OwnershipControls',
  OBJECT_LOCK_CONFIGURATION: 'ObjectLockConfiguration',
};
/** Things that an object has as well as a bucket. */
const OF_OBJECTS = new Set(['ACL', 'TAGGING', 'OBJECT_TAGGING', 'RETENTION', 'LEGAL_HOLD']);

/**
 * CloudTrail's name for an access log's operation (`REST.GET.OBJECT`: `GetObject`), so that both logs count alike; null when
 * it is of no documented form. `hasKey`: the request concerns an object.
 */
export function actionOfOperation(operation: string, hasKey: boolean): string | null {
  if (operation === 'BATCH.DELETE.OBJECT') return 'BatchDeleteObject';
  if (operation.startsWith('S3.')) {
    return OWN_ACTIONS[operation] ?? (/^S3\.TRANSITION/.test(operation) ? 'TransitionObject' : pascal(operation));
  }
  const soap = /^SOAP\.([A-Za-z]+)$/.exec(operation);
  if (soap !== null) return soap[1]!;
  const match = /^(?:REST|WEBSITE)\.([A-Z]+)\.([A-Z0-9_]+)$/.exec(operation);
  if (match === null) return null;
  const [, verb = '', thing = ''] = match;
  const known = OPERATIONS[`${verb}.${thing}`];
  if (known !== undefined) return known;
  if (thing === 'OBJECT' || thing === 'BUCKET') return pascal(verb) + pascal(thing);
  if (OF_OBJECTS.has(thing)) {
    return `${pascal(verb)}${hasKey ? 'Object' : 'Bucket'}${pascal(thing.replace(/^OBJECT_/, ''))}`;
  }
  return `${pascal(verb)}Bucket${SETTINGS[thing] ?? pascal(thing)}`;
}

/** `LEGAL_HOLD`: `LegalHold`. */
function pascal(name: string): string {
  return name
    .toLowerCase()
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
