import { join } from "node:path";
import { type Browser, type Page, chromium } from "playwright-core";
import { programsFolder } from "../../commands/shared/programs";

const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** Chromium without a window. */
export function openBrowser(): Promise<Browser> {
  const executablePath = join(programsFolder(), "chromium");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/** The activity of a page while it was open. */
export interface Watched {
  readonly page: Page;
  /** Requested URLs. */
  readonly requests: readonly string[];
  /** Console output, and uncaught errors. */
  readonly messages: readonly string[];
}

/** Opens a URL; records all requests and errors of the page, and blocks external requests. */
export async function watch(
  browser: Browser,
  url: string,
  options: { width?: number; colorScheme?: "light" | "dark" } = {},
): Promise<Watched> {
  const { width = 1280, colorScheme = "light" } = options;
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const requests: string[] = [];
  const messages: string[] = [];
  page.on("request", (request) => void requests.push(request.url()));
  page.on("console", (message) => void messages.push(message.text()));
  page.on("pageerror", (error) => void messages.push(error.message));
  await page.route(/^(?!file:)/, (route) => route.abort());
  await page.goto(url);
  return { page, requests, messages };
}
