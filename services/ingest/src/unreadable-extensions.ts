/**
 * Extensions of formats that hold no text that could be searched: image, sound, film, font, machine code, disk image.
 * Only what is certain: an extension that also names a text format (`.ts`, `.svg`, `.bin`) is not here, and the matcher looks.
 * Source: Amazon Macie user guide, "Supported storage classes and formats" (images, audio and video are unclassifiable).
 */
const UNREADABLE_EXTENSIONS: ReadonlySet<string> = new Set(
  [
    'avif bmp cr2 dng gif heic heif icns ico jfif jp2 jpeg jpg nef orf png psd tga tif tiff webp xcf',
    'aac aiff amr flac m4a mid midi mp3 oga ogg opus wav wma',
    '3gp avi flv m2ts m4v mkv mov mp4 mpeg mpg ogv vob webm wmv',
    'eot otf ttf woff woff2',
    'class dll dylib elf exe pyc so wasm',
    'iso qcow2 vdi vhd vhdx vmdk',
  ].flatMap((family) => family.split(' ')),
);

/** The extension of the key's last part when it is certainly unreadable, else null. A dot at its start makes no extension. */
export function unreadableExtension(key: string): string | null {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  if (dot < 1) return null;
  const extension = name.slice(dot + 1).toLowerCase();
  return UNREADABLE_EXTENSIONS.has(extension) ? extension : null;
}
