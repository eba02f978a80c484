import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { fieldPassword, fieldSecret, notAssignedPassword, notAssignedSecret } from '../validators/field-secret.ts';

const SECRET = ['kJ8vQ2xT7', 'nZ4mR9wL3pY6'].join('');
const PASSWORD = ['Tr0ub', '4dor&9x'].join('');
const BEFORE = String.raw`(?:^|[",;|\t\n])`;
const AFTER = String.raw`(?:$|[",;|\t\r\n])`;
/** Of texts without columns and keys, which credentials-generic.ts is for, only what follows the name at once. */
const MATCH_DISTANCE = 30;

/** Secrets that only the name of their column or key tells. */
export const fieldCredentials: readonly DataIdentifier[] = [
  {
    ...credential({
      id: 'CREDENTIAL_FIELD',
      name: 'Password or key in a column or key of that name',
      pattern: String.raw`${BEFORE}(?P<value>[^\s",;|{}()<>]{8,64})${AFTER}`,
      keywords: [
        ...['password', 'passwd', 'passphrase', 'pwd', 'user password', 'login password', 'passwort', 'kennwort'],
        ...['mot de passe', 'contraseña', 'senha', 'wachtwoord', 'hasło', 'heslo', 'lösenord', 'adgangskode', 'şifre'],
        ...['пароль', 'パスワード', '密码', '密碼', '비밀번호'],
      ],
      validate: fieldPassword,
      validateInContext: notAssignedPassword,
      also: [
        {
          pattern: `${BEFORE}(?P<value>[+./0-9=A-Z_a-z-]{16,128})${AFTER}`,
          keywords: [
            ...[
              'token',
              'secret',
              'api key',
              'apikey',
              'api token',
              'api secret',
              'access token',
              'auth token',
              'refresh token',
            ],
            ...['secret key', 'client secret', 'app secret', 'access key', 'private key', 'bearer token'],
            ...['auth key', 'signing key', 'encryption key', 'service key', 'account key', 'storage key'],
          ],
          validate: fieldSecret,
          validateInContext: notAssignedSecret,
        },
      ],
      sources: ['CWE-256: Plaintext Storage of a Password', 'CWE-312: Cleartext Storage of Sensitive Information'],
      examples: [`{"password":{"is":"${PASSWORD}"}}`, `"passwort";"${PASSWORD}"`, `{"api_key":["${SECRET}"]}`],
      counterExamples: [
        { text: '{"user":"anna","password":"changeme"}', stoppedBy: 'low-entropy' },
        { text: '"password": "&lt;YOUR_PASSWORD_2&gt;"', stoppedBy: 'low-entropy' },
        { text: '"Password=#{password2}, "', stoppedBy: 'pattern' },
        { text: '{"password":"2026-03-04T05:06"}', stoppedBy: 'low-entropy' },
        { text: '{"auth-token":"sha512-kJ8vQ2xT7nZ4mR9"}', stoppedBy: 'low-entropy' },
        { text: `{"user":"${PASSWORD}","name":"anna"}`, stoppedBy: 'keyword-missing' },
        { text: `{"user":"anna","password":"${PASSWORD}"}`, stoppedBy: 'bad-format' },
        { text: `{"name":"maps","api_key": "${SECRET}"}`, stoppedBy: 'bad-format' },
      ],
    }),
    maximumMatchDistance: MATCH_DISTANCE,
  },
];
