/** What passwords are called, as RE2 and as RegExp, in any case: passwords that only a column or key tells have more names. */
export const PASSWORD_NAME = String.raw`(?:password|passwd|passphrase|passcode|\bpwd|[_-]pwd|\bpass|[_-]pass|\bpsk)`;

/** What keys, tokens and secrets are called, likewise. */
export const SECRET_NAME =
  '(?:secret|token|(?:api|access|auth|private|signing|encryption|secret|app|account|service|consumer|master|shared|client|hmac|write|server|storage|subscription|security|cookie|session|cipher|webhook|deploy|admin)[_ -]?key|credentials?)';

/** What may stand after a name: which one of several. */
export const WHICH = '(?:[_-]?(?:prod|production|live|dev|staging|test|[0-9]))?';

/** What passwords are called in other languages. */
export const TOLD_NAME = [
  'passwort|kennwort|mot[ _-]?de[ _-]?passe|contraseña|contrasena|senha|wachtwoord|has[łl]o|heslo|l[öo]senord|adgangskode|salasana|jelsz[óo]|parolă|[şs]ifre(?:niz|m)?',
  'пароль|κωδικός πρόσβασης|パスワード|暗証番号|密码|密碼|口令|비밀번호|암호|पासवर्ड|รหัสผ่าน',
].join('|');

/** What stands in a password that is told without quotes. */
export const TOLD_CHARACTER = '[!#%&*+./0-9:=?@A-Z^_a-z|~-]';
