/** What the system or the network calls a failure, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ERR_INVALID_ARG_VALUE: 'its name holds a NUL character',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before the answer was complete',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's certificate is self-signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host",
  Z_DATA_ERROR: 'the answer could not be unpacked',
  Z_BUF_ERROR: 'the answer could not be unpacked',
};

/**
 * Why reading failed. An error of `fetch` hides its reason in `cause`; its own message is not shown, as it may
 * hold the address with a password. What is no failure of reading is a bug of ours and thrown again.
 */
export function describeFailure(error: unknown): string {
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined);
  if (code !== undefined) return REASONS[code] ?? describeFamily(code);
  if (error instanceof TypeError && error.cause instanceof Error) return error.cause.message;
  throw error;
}

function describeFamily(code: string): string {
  if (code.startsWith('HPE_')) return `the answer is no valid HTTP (${code})`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return `no secure connection could be made (${code})`;
  return code;
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
