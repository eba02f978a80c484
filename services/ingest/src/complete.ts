import type { ObjectFacts } from '@dowser/contracts';
import { ObjectError, ObjectErrorCode, type ObjectHead, type ObjectStore } from '@dowser/objects';
import type { Completed, Observation } from './observation.ts';

/** Asks the object store what the source did not carry. An object that cannot be asked about gets a `problem`; TransientError passes through. */
export async function complete(
  observation: Observation,
  lookups: { readonly head: boolean; readonly tags: boolean },
  objects: ObjectStore,
): Promise<Completed> {
  const { bucket, key, versionId } = observation.object;
  const ref = { bucket, key, versionId };
  try {
    const head = lookups.head ? await objects.head(ref) : null;
    const object = head === null ? observation.object : withHead(observation.object, head);
    const tags = lookups.tags ? await objects.tags(ref) : null;
    return { observation: { ...observation, object }, tags, problem: null };
  } catch (error) {
    if (!(error instanceof ObjectError)) throw error;
    return { observation, tags: null, problem: { reason: error.code, detail: error.message } };
  }
}

function withHead(object: ObjectFacts, head: ObjectHead): ObjectFacts {
  if (object.etag !== '' && object.etag !== head.etag) {
    throw new ObjectError(
      ObjectErrorCode.VersionMismatch,
      'The object was overwritten since this was observed; the new version has an observation of its own',
    );
  }
  return {
    ...object,
    etag: head.etag,
    size: head.size,
    lastModified: head.lastModified?.toISOString() ?? object.lastModified,
    storageClass: object.storageClass === '' ? head.storageClass : object.storageClass,
    encryption: object.encryption === '' ? head.encryption : object.encryption,
  };
}
