import type { DataIdentifier } from '../data-identifier.ts';
import { anyHex, base62, base64, base64url, hex, lower36, upper36, uuid } from '../tokens/alphabet.ts';
import { token } from '../tokens/token.ts';

const SHOPIFY = 'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens';
const SQUARE = 'https://developer.squareup.com/docs/build-basics/access-tokens';
const BRAINTREE = 'https://developer.paypal.com/braintree/docs/guides/authorization/overview';
const PLAID = 'https://plaid.com/docs/api/tokens/';
const FLUTTERWAVE = 'https://developer.flutterwave.com/docs/authentication';
const EASYPOST = 'https://docs.easypost.com/docs/authentication';

/** Payments, commerce, shipping and exchanges. Stripe's API keys are one row of service-tokens.ts. */
export const paymentCredentials: readonly DataIdentifier[] = [
  token('STRIPE_WEBHOOK_SECRET', 'Stripe webhook signing secret', 'https://docs.stripe.com/webhooks/signature', [
    ['whsec_', base62(32, 64)],
  ]),
  token('SQUARE_ACCESS_TOKEN', 'Square access token', SQUARE, [
    ['sq0atp-', base64url(22)],
    ['EAAA', base64url(60)],
  ]),
  token('SQUARE_OAUTH_SECRET', 'Square OAuth application secret', SQUARE, [['sq0csp-', base64url(43)]]),
  token('BRAINTREE_ACCESS_TOKEN', 'PayPal Braintree access token', BRAINTREE, [
    ['access_token$production$', lower36(16), '$', hex(32)],
    ['access_token$sandbox$', lower36(16), '$', hex(32)],
  ]),
  token(
    'PAYPAL_CLIENT_SECRET',
    'PayPal client secret',
    'https://developer.paypal.com/api/rest/',
    [['E', base64url(79)]],
    {
      keywords: ['paypal client secret', 'paypal secret', 'paypal'],
    },
  ),
  token('ADYEN_API_KEY', 'Adyen API key', 'https://docs.adyen.com/development-resources/api-credentials/', [
    ['AQE', base64(60, 200), '-', base64(40, 60), '=-', base62(10, 24)],
  ]),
  token('PLAID_ACCESS_TOKEN', 'Plaid access token', PLAID, [
    ['access-production-', ...uuid],
    ['access-development-', ...uuid],
    ['access-sandbox-', ...uuid],
  ]),
  token('PLAID_SECRET', 'Plaid secret', PLAID, [[hex(30)]], {
    keywords: ['plaid secret', 'plaid secret key', 'plaid'],
  }),
  token('RAZORPAY_KEY', 'Razorpay key id', 'https://razorpay.com/docs/api/authentication/', [
    ['rzp_live_', base62(14)],
    ['rzp_test_', base62(14)],
  ]),
  token('FLUTTERWAVE_SECRET_KEY', 'Flutterwave secret key', FLUTTERWAVE, [
    ['FLWSECK-', anyHex(32), '-X'],
    ['FLWSECK_TEST-', anyHex(32), '-X'],
  ]),
  token('FLUTTERWAVE_ENCRYPTION_KEY', 'Flutterwave encryption key', FLUTTERWAVE, [
    ['FLWSECK_TEST', anyHex(12)],
    ['FLWSECK_TEST-', anyHex(12)],
  ]),
  token(
    'GOCARDLESS_ACCESS_TOKEN',
    'GoCardless access token',
    'https://developer.gocardless.com/getting-started/',
    [
      ['live_', base64url(40)],
      ['sandbox_', base64url(40)],
    ],
    {
      keywords: ['gocardless', 'gc access token'],
    },
  ),
  token(
    'MOLLIE_API_KEY',
    'Mollie API key',
    'https://docs.mollie.com/reference/authentication',
    [
      ['live_', base62(30)],
      ['test_', base62(30)],
    ],
    {
      keywords: ['mollie api key', 'mollie'],
    },
  ),
  token('LOB_API_KEY', 'Lob API key', 'https://docs.lob.com/#tag/Authentication', [
    ['live_', hex(35)],
    ['test_', hex(35)],
  ]),
  token('PADDLE_API_KEY', 'Paddle API key', 'https://developer.paddle.com/api-reference/about/authentication', [
    ['pdl_live_apikey_', lower36(26), '_', base62(22), '_', base62(3)],
    ['pdl_sdbx_apikey_', lower36(26), '_', base62(22), '_', base62(3)],
  ]),
  token('COINBASE_ACCESS_TOKEN', 'Coinbase access token', 'https://docs.cdp.coinbase.com/', [[lower36(64)]], {
    keywords: ['coinbase access token', 'coinbase api secret', 'coinbase secret', 'coinbase'],
  }),
  token(
    'BINANCE_API_KEY',
    'Binance API key or secret',
    'https://developers.binance.com/docs/binance-spot-api-docs',
    [[base62(64)]],
    {
      keywords: ['binance api key', 'binance api secret', 'binance secret', 'binance'],
    },
  ),
  token('KRAKEN_PRIVATE_KEY', 'Kraken API private key', 'https://docs.kraken.com/api/', [[base64(86), '==']], {
    keywords: ['kraken private key', 'kraken api secret', 'kraken secret', 'kraken'],
  }),
  token('SHOPIFY_ACCESS_TOKEN', 'Shopify access token', SHOPIFY, [['shpat_', anyHex(32)]]),
  token('SHOPIFY_CUSTOM_APP_TOKEN', 'Shopify custom app access token', SHOPIFY, [['shpca_', anyHex(32)]]),
  token('SHOPIFY_PRIVATE_APP_TOKEN', 'Shopify private app password', SHOPIFY, [['shppa_', anyHex(32)]]),
  token('SHOPIFY_SHARED_SECRET', 'Shopify app shared secret', SHOPIFY, [['shpss_', anyHex(32)]]),
  token('SHOPIFY_THEME_ACCESS_PASSWORD', 'Shopify Theme Access password', SHOPIFY, [['shptka_', anyHex(32)]]),
  token(
    'WOOCOMMERCE_KEY',
    'WooCommerce consumer key or secret',
    'https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication',
    [
      ['cs_', hex(40)],
      ['ck_', hex(40)],
    ],
  ),
  token('EASYPOST_API_KEY', 'EasyPost API key', EASYPOST, [['EZAK', base62(54)]]),
  token('EASYPOST_TEST_API_KEY', 'EasyPost test API key', EASYPOST, [['EZTK', base62(54)]]),
  token('SHIPPO_API_TOKEN', 'Shippo API token', 'https://docs.goshippo.com/docs/guides_general/authentication/', [
    ['shippo_live_', hex(40)],
    ['shippo_test_', hex(40)],
  ]),
  token('DUFFEL_API_TOKEN', 'Duffel API token', 'https://duffel.com/docs/api/overview/making-requests', [
    ['duffel_live_', base64url(43)],
    ['duffel_test_', base64url(43)],
  ]),
  token(
    'FINICITY_APP_KEY',
    'Finicity app key',
    'https://developer.mastercard.com/open-finance-us/documentation/',
    [[hex(32)]],
    {
      keywords: ['finicity app key', 'finicity'],
    },
  ),
  token(
    'ETSY_API_KEY',
    'Etsy API key',
    'https://developers.etsy.com/documentation/essentials/authentication',
    [[lower36(24)]],
    {
      keywords: ['etsy api key', 'etsy keystring', 'etsy'],
    },
  ),
  token(
    'CHECKOUT_COM_SECRET_KEY',
    'Checkout.com secret key',
    'https://www.checkout.com/docs/developer-resources/testing/api-keys',
    [
      ['sk_sbox_', lower36(26, 27)],
      ['sk_', upper36(8), '-', upper36(4), '-', upper36(4), '-', upper36(4), '-', upper36(12)],
    ],
  ),
  token(
    'PAYSTACK_SECRET_KEY',
    'Paystack secret key',
    'https://paystack.com/docs/api/authentication/',
    [
      ['sk_live_', hex(40)],
      ['sk_test_', hex(40)],
    ],
    {
      keywords: ['paystack secret key', 'paystack'],
    },
  ),
  token(
    'WEBHOOK_SIGNING_SECRET',
    'Webhook signing secret of the Standard Webhooks form',
    'https://docs.svix.com/receiving/verifying-payloads/how-manual',
    [['whsec_', base64(43), '=']],
  ),
  token(
    'SQUARESPACE_API_KEY',
    'Squarespace API key',
    'https://developers.squarespace.com/commerce-apis/authentication-and-permissions',
    [uuid],
    {
      keywords: ['squarespace api key', 'squarespace'],
    },
  ),
  token(
    'FRESHBOOKS_ACCESS_TOKEN',
    'FreshBooks access token',
    'https://www.freshbooks.com/api/authentication',
    [[hex(64)]],
    {
      keywords: ['freshbooks access token', 'freshbooks'],
    },
  ),
];
