import type { Container } from "../container/container.ts";
import { heifContainer } from "../heif/container.ts";
import { AVIF_FORMAT } from "../heif/heif-format.ts";
import { stripAvif } from "./strip.ts";

/** The container of AVIF: AV1 Image File Format 1.1, ISO/IEC 23008-12 and 14496-12. */
export const AVIF: Container = heifContainer(AVIF_FORMAT, stripAvif);
