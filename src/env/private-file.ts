/** What the name of an environment file with secrets ends in; `.gitignore` knows it. */
export const PRIVATE_ENDING = '.private.postman_environment.json';
