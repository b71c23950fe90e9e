// `npm run packages` installs missing npm packages, also if npm is set to skip install scripts.
import { install } from "../server/install.mjs";

install("all");
