import pidusage from 'pidusage';

/** What a process has used, itself and without its children. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly rssPeakMb: number;
}

export interface UsageSampler {
  /** Looks at the process from now on; several may have one name, and are added up. */
  watch(name: string, pid: number): void;
  /** Counts CPU time from now on. */
  restart(): Promise<void>;
  /** By name, since `restart` or, when later, `watch`. */
  usage(): Promise<Readonly<Record<string, Usage>>>;
  stop(): void;
}

const EVERY_MS = 250;
const MB = 1e6;

interface Watched {
  readonly name: string;
  readonly pid: number;
  startMs: number | null;
  cpuMs: number;
  rssPeak: number;
}

/** Samples CPU time and memory of processes. A process that ends keeps its last sample. */
export function sampleUsage(): UsageSampler {
  const watched: Watched[] = [];
  const look = async (process: Watched): Promise<void> => {
    const stat = await pidusage(process.pid).catch(() => null);
    if (stat === null) return;
    process.startMs ??= stat.ctime;
    process.cpuMs = stat.ctime - process.startMs;
    process.rssPeak = Math.max(process.rssPeak, stat.memory);
  };
  const lookAtAll = (): Promise<unknown> => Promise.all(watched.map(look));
  const timer = setInterval(() => void lookAtAll(), EVERY_MS);
  return {
    watch(name, pid) {
      const process: Watched = { name, pid, startMs: null, cpuMs: 0, rssPeak: 0 };
      watched.push(process);
      void look(process);
    },
    async restart() {
      for (const process of watched) process.startMs = null;
      await lookAtAll();
    },
    async usage() {
      await lookAtAll();
      const byName: Record<string, Usage> = {};
      for (const { name, cpuMs, rssPeak } of watched) {
        const before = byName[name] ?? { cpuSeconds: 0, rssPeakMb: 0 };
        byName[name] = {
          cpuSeconds: before.cpuSeconds + cpuMs / 1_000,
          rssPeakMb: before.rssPeakMb + rssPeak / MB,
        };
      }
      return byName;
    },
    stop() {
      clearInterval(timer);
      pidusage.clear();
    },
  };
}
