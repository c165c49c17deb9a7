/** A request of postman-request, as it calls `followRedirect` on an answer that redirects it. */
interface Redirected {
  init: (options: object) => void;
}

/**
 * The options of a request with each redirect of it taking a permit of its own: the rate limit counts what goes over
 * the wire. The pause falls between two hops, where no timer of the response runs.
 */
export function permitHops<Options extends { readonly followRedirect?: unknown }>(
  options: Options,
  permit: () => Promise<void>,
  isOver: () => boolean,
): Options {
  if (options.followRedirect === false) return options;
  const followRedirect = function (this: Redirected): boolean {
    const { init } = this;
    // What comes next is the hop: postman-request prepares and sends it here.
    this.init = (hop) => {
      this.init = init;
      void permit().then(() => isOver() || init.call(this, hop));
    };
    return true;
  };
  return { ...options, followRedirect };
}
