/** An answer other than a success, in the shape that most endpoints of Postman's API have. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }

  get body(): object {
    return {
      error: {
        name: this.title,
        message: this.message,
        ...(this.details.length > 0 && { details: this.details }),
      },
    };
  }
}
