import type { DataIdentifier } from '../data-identifier.ts';
import { base62, base64url, hex, lower36, uuid } from '../tokens/alphabet.ts';
import { token } from '../tokens/token.ts';

const OPENAI = 'https://platform.openai.com/docs/api-reference/authentication';
const ANTHROPIC = 'https://docs.anthropic.com/en/api/overview';
const HUGGING_FACE = 'https://huggingface.co/docs/hub/security-tokens';
/** base64 of "OpenAI", in the middle of every key. */
const OPENAI_MARK = ['T3Blb', 'kFJ'].join('');

/** Model vendors, their tools, and vector databases. */
export const aiCredentials: readonly DataIdentifier[] = [
  token('OPENAI_API_KEY', 'OpenAI API key', OPENAI, [
    ['sk-', base62(20), OPENAI_MARK, base62(20)],
    ['sk-proj-', base64url(20, 74), OPENAI_MARK, base64url(20, 74)],
    ['sk-svcacct-', base64url(20, 74), OPENAI_MARK, base64url(20, 74)],
  ]),
  token('OPENAI_ADMIN_KEY', 'OpenAI admin key', OPENAI, [
    ['sk-admin-', base64url(20, 74), OPENAI_MARK, base64url(20, 74)],
  ]),
  token('ANTHROPIC_API_KEY', 'Anthropic API key', ANTHROPIC, [['sk-ant-api03-', base64url(93), 'AA']]),
  token('ANTHROPIC_ADMIN_KEY', 'Anthropic admin key', ANTHROPIC, [['sk-ant-admin01-', base64url(93), 'AA']]),
  token('ANTHROPIC_OAUTH_TOKEN', 'Anthropic OAuth token', ANTHROPIC, [
    ['sk-ant-oat01-', base64url(80, 110)],
    ['sk-ant-ort01-', base64url(80, 110)],
  ]),
  token('HUGGING_FACE_TOKEN', 'Hugging Face user access token', HUGGING_FACE, [['hf_', base62(34)]]),
  token('HUGGING_FACE_ORGANIZATION_TOKEN', 'Hugging Face organization token', HUGGING_FACE, [['api_org_', base62(34)]]),
  token('REPLICATE_API_TOKEN', 'Replicate API token', 'https://replicate.com/docs/reference/http#authentication', [
    ['r8_', base62(37)],
  ]),
  token('GROQ_API_KEY', 'Groq API key', 'https://console.groq.com/docs/quickstart', [['gsk_', base62(52)]]),
  token('XAI_API_KEY', 'xAI API key', 'https://docs.x.ai/docs/overview', [['xai-', base62(80)]]),
  token('PERPLEXITY_API_KEY', 'Perplexity API key', 'https://docs.perplexity.ai/', [['pplx-', base62(48, 56)]]),
  token('OPENROUTER_API_KEY', 'OpenRouter API key', 'https://openrouter.ai/docs/api-reference/authentication', [
    ['sk-or-v1-', hex(64)],
  ]),
  token('COHERE_API_KEY', 'Cohere API key', 'https://docs.cohere.com/reference/about', [[base62(40)]], {
    keywords: ['cohere api key', 'co api key', 'cohere key', 'cohere token', 'cohere'],
  }),
  token('MISTRAL_API_KEY', 'Mistral AI API key', 'https://docs.mistral.ai/api/', [[base62(32)]], {
    keywords: ['mistral api key', 'mistral key'],
  }),
  token('DEEPSEEK_API_KEY', 'DeepSeek API key', 'https://api-docs.deepseek.com/', [['sk-', hex(32)]], {
    keywords: ['deepseek', 'deepseek api key'],
  }),
  token(
    'STABILITY_API_KEY',
    'Stability AI API key',
    'https://platform.stability.ai/docs/getting-started',
    [['sk-', base62(48)]],
    {
      keywords: ['stability api key', 'stability key', 'dreamstudio'],
    },
  ),
  token('NVIDIA_API_KEY', 'NVIDIA API key', 'https://docs.api.nvidia.com/', [['nvapi-', base64url(64)]]),
  token('ELEVENLABS_API_KEY', 'ElevenLabs API key', 'https://elevenlabs.io/docs/api-reference/authentication', [
    ['sk_', hex(48)],
  ]),
  token(
    'DEEPGRAM_API_KEY',
    'Deepgram API key',
    'https://developers.deepgram.com/docs/create-additional-api-keys',
    [[hex(40)]],
    {
      keywords: ['deepgram api key', 'deepgram'],
    },
  ),
  token(
    'ASSEMBLYAI_API_KEY',
    'AssemblyAI API key',
    'https://www.assemblyai.com/docs/api-reference/overview',
    [[hex(32)]],
    {
      keywords: ['assemblyai api key', 'assembly ai', 'assemblyai'],
    },
  ),
  token('JINA_API_KEY', 'Jina AI API key', 'https://jina.ai/embeddings/', [['jina_', hex(32), base64url(28)]]),
  token('TAVILY_API_KEY', 'Tavily API key', 'https://docs.tavily.com/', [
    ['tvly-', base62(32)],
    ['tvly-dev-', base62(32)],
    ['tvly-prod-', base62(32)],
  ]),
  token('FIRECRAWL_API_KEY', 'Firecrawl API key', 'https://docs.firecrawl.dev/', [['fc-', hex(32)]]),
  token('CEREBRAS_API_KEY', 'Cerebras API key', 'https://inference-docs.cerebras.ai/', [['csk-', lower36(48)]]),
  token('PINECONE_API_KEY', 'Pinecone API key', 'https://docs.pinecone.io/guides/projects/manage-api-keys', [
    ['pcsk_', base62(5, 6), '_', base62(63)],
  ]),
  token(
    'PINECONE_LEGACY_API_KEY',
    'Pinecone API key without prefix',
    'https://docs.pinecone.io/guides/projects/manage-api-keys',
    [uuid],
    {
      keywords: ['pinecone api key', 'pinecone'],
    },
  ),
  token('LANGSMITH_API_KEY', 'LangSmith API key', 'https://docs.langchain.com/langsmith/create-account-api-key', [
    ['lsv2_pt_', hex(32), '_', hex(10)],
    ['lsv2_sk_', hex(32), '_', hex(10)],
  ]),
  token(
    'LANGFUSE_SECRET_KEY',
    'Langfuse secret key',
    'https://langfuse.com/docs/api-and-data-platform/features/public-api',
    [['sk-lf-', ...uuid]],
  ),
  token('WANDB_API_KEY', 'Weights & Biases API key', 'https://docs.wandb.ai/quickstart', [[hex(40)]], {
    keywords: ['wandb api key', 'wandb', 'wandb key'],
  }),
  token('RUNPOD_API_KEY', 'RunPod API key', 'https://docs.runpod.io/get-started/api-keys', [['rpa_', base62(43, 48)]]),
  token('ANYSCALE_API_KEY', 'Anyscale API key', 'https://docs.anyscale.com/', [['esecret_', lower36(24, 64)]]),
  token(
    'VOYAGE_API_KEY',
    'Voyage AI API key',
    'https://docs.voyageai.com/docs/api-key-and-installation',
    [['pa-', base64url(43)]],
    {
      keywords: ['voyage api key', 'voyage'],
    },
  ),
  token(
    'DATABRICKS_TOKEN',
    'Databricks personal access token',
    'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
    [
      ['dapi', hex(32)],
      ['dose', hex(32)],
    ],
  ),
  token(
    'CLARIFAI_PAT',
    'Clarifai personal access token',
    'https://docs.clarifai.com/control/authentication/pat/',
    [[hex(32)]],
    {
      keywords: ['clarifai pat', 'clarifai'],
    },
  ),
  token('PRIVATE_AI_API_KEY', 'Private AI API key', 'https://docs.private-ai.com/', [[lower36(32)]], {
    keywords: ['private ai', 'privateai'],
  }),
];
