import { crc32, deflateRawSync } from 'node:zlib';

interface Entry {
  readonly path: string;
  readonly content: string;
  readonly link?: boolean;
  /** The size that the archive claims; default: the true one. */
  readonly says?: number;
}

/** A zip archive byte by byte, so that it may hold what no honest tool writes. */
export function zipOf(entries: readonly Entry[]): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { path, content, link = false, says } of entries) {
    const [name, plain] = [Buffer.from(path), Buffer.from(content)];
    const packed = deflateRawSync(plain);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(plain), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(says ?? plain.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    // version 2.0, no flags, deflated, no time
    const common = Buffer.from([20, 0, 0, 8, 8, 0, 0, 0, 0, 0]);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, sizes, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((link ? 0o120777 : 0o100644) * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003'), common, sizes, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
