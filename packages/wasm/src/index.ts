export {
  assembleModule,
  type Code,
  call,
  drop,
  FunctionBuilder,
  i32,
  i64,
  type Local,
  least,
  lowBits,
  select,
  Type,
  VECTOR_BYTES,
  v128,
} from './assembler.ts';
export { WebAssembly, type WebAssemblyMemory } from './web-assembly.ts';
