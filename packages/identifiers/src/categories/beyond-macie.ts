import type { DataIdentifier } from '../data-identifier.ts';
import { aiCredentials } from './credentials-ai.ts';
import { applicationCredentials } from './credentials-applications.ts';
import { checksummedCredentials } from './credentials-checksummed.ts';
import { cloudPlatformCredentials } from './credentials-cloud.ts';
import { codeHostingCredentials } from './credentials-code-hosting.ts';
import { fileCredentials } from './credentials-files.ts';
import { genericCredentials } from './credentials-generic.ts';
import { passwordHashes } from './credentials-hashes.ts';
import { messagingCredentials } from './credentials-messaging.ts';
import { operationsCredentials } from './credentials-operations.ts';
import { packageCredentials } from './credentials-packages.ts';
import { paymentCredentials } from './credentials-payments.ts';
import { urlCredentials } from './credentials-urls.ts';
import { cryptoAssets } from './crypto-assets.ts';
import { intellectualProperty } from './intellectual-property.ts';
import { medicalCodes } from './medical-codes.ts';
import { deviceAddresses } from './network.ts';
import { privateKeyContainers } from './private-key-containers.ts';

/** Groups of which Macie has no row. */
export const beyondMacie: readonly DataIdentifier[] = [
  aiCredentials,
  applicationCredentials,
  cloudPlatformCredentials,
  codeHostingCredentials,
  messagingCredentials,
  operationsCredentials,
  packageCredentials,
  paymentCredentials,
  intellectualProperty,
  medicalCodes,
  deviceAddresses,
  cryptoAssets,
  privateKeyContainers,
  passwordHashes,
  genericCredentials,
  urlCredentials,
  fileCredentials,
  checksummedCredentials,
].flat();
