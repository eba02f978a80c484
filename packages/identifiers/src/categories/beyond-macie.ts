import { bulgaria } from '../countries/bg.ts';
import { croatia } from '../countries/hr.ts';
import { israel } from '../countries/il.ts';
import { netherlands } from '../countries/nl.ts';
import { poland } from '../countries/pl.ts';
import { portugal } from '../countries/pt.ts';
import { romania } from '../countries/ro.ts';
import { sweden } from '../countries/se.ts';
import { thailand } from '../countries/th.ts';
import { southAfrica } from '../countries/za.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { africaAndOceania } from '../regions/africa-and-oceania.ts';
import { centralEurope } from '../regions/central-europe.ts';
import { eastAsia } from '../regions/east-asia.ts';
import { easternEuropeAndCentralAsia } from '../regions/eastern-europe-and-central-asia.ts';
import { latinAmerica } from '../regions/latin-america.ts';
import { middleEast } from '../regions/middle-east.ts';
import { northernEurope } from '../regions/northern-europe.ts';
import { southAndSoutheastAsia } from '../regions/south-and-southeast-asia.ts';
import { southernEurope } from '../regions/southern-europe.ts';
import { aiCredentials } from './credentials-ai.ts';
import { applicationCredentials } from './credentials-applications.ts';
import { checksummedCredentials } from './credentials-checksummed.ts';
import { cloudPlatformCredentials } from './credentials-cloud.ts';
import { codeHostingCredentials } from './credentials-code-hosting.ts';
import { commandCredentials } from './credentials-commands.ts';
import { fieldCredentials } from './credentials-fields.ts';
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
  commandCredentials,
  fieldCredentials,
  urlCredentials,
  fileCredentials,
  checksummedCredentials,
  poland,
  netherlands,
  romania,
  bulgaria,
  croatia,
  southAfrica,
  thailand,
  portugal,
  sweden,
  israel,
  northernEurope,
  centralEurope,
  southernEurope,
  easternEuropeAndCentralAsia,
  middleEast,
  eastAsia,
  southAndSoutheastAsia,
  latinAmerica,
  africaAndOceania,
].flat();
