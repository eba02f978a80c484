import { ActionClass } from '@dowser/contracts';

/** The actions whose class their names do not tell. Source: Amazon S3 user guide, "Amazon S3 CloudTrail events". */
const CLASSES: Readonly<Record<ActionClass, readonly string[]>> = {
  read: ['GetObject', 'GetObjectTorrent', 'SelectObjectContent', 'CopyObjectSource', 'UploadPartCopySource'],
  list: [],
  write: [
    'PutObject',
    'PostObject',
    'CopyObject',
    'CreateMultipartUpload',
    'UploadPart',
    'UploadPartCopy',
    'CompleteMultipartUpload',
    'AbortMultipartUpload',
    'RestoreObject',
    'RenameObject',
    'UpdateObjectEncryption',
    'TransitionObject',
    'PutObjectTagging',
    'DeleteObjectTagging',
    'PutObjectRetention',
    'PutObjectLegalHold',
  ],
  delete: ['DeleteObject', 'DeleteObjects', 'BatchDeleteObject', 'ExpireObject', 'DeleteBucket'],
  permission: [
    'PutBucketPolicy',
    'DeleteBucketPolicy',
    'PutBucketAcl',
    'PutObjectAcl',
    'PutBucketPublicAccessBlock',
    'DeleteBucketPublicAccessBlock',
    'PutAccountPublicAccessBlock',
    'DeleteAccountPublicAccessBlock',
    'PutBucketOwnershipControls',
    'DeleteBucketOwnershipControls',
    'PutAccessPointPolicy',
    'DeleteAccessPointPolicy',
    'PutMultiRegionAccessPointPolicy',
    'PutBucketCors',
    'DeleteBucketCors',
    'PutBucketWebsite',
    'DeleteBucketWebsite',
  ],
  control: [],
};

const CLASS_OF: ReadonlyMap<string, ActionClass> = new Map(
  Object.entries(CLASSES).flatMap(([actionClass, actions]) =>
    actions.map((action): [string, ActionClass] => [action, actionClass as ActionClass]),
  ),
);

/** Learns something: AWS names such calls so throughout. */
const ASKS = /^(?:Get|Head|List|Describe|Options)/;

/** The class of a call by CloudTrail's name of it; a call that is not known and asks nothing changes a setting. */
export function actionClassOf(action: string): ActionClass {
  return CLASS_OF.get(action) ?? (ASKS.test(action) ? ActionClass.List : ActionClass.Control);
}
