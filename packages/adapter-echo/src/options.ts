/** What makes a client of Echo. */
export interface EchoOptions {
  /** Address of the service, such as `https://echo.example`. */
  readonly endpoint: string;
  readonly api_key: string;
}
