import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers. The page talks to its own origin only, plus the origin of BASEMAP_URL when one is set.
 * Styles may be inline because MapLibre and antd set them; workers come from blob: where the browser cannot load them as modules.
 */
export function securityHeaders(basemapUrl: string | null): RequestHandler {
  const basemap = basemapUrl === null ? [] : basemapOrigins(basemapUrl);
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:', ...basemap],
        connectSrc: ["'self'", ...basemap],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
      },
    },
    // Over plain HTTP on an intranet these would only fill the console with warnings.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    strictTransportSecurity: false,
  });
}

/** 'https://t{0-7}.tianditu.gov.cn/…' → 'https://*.tianditu.gov.cn': a placeholder in the host stands for any name. */
export function basemapOrigins(template: string): string[] {
  const match = /^(?:pmtiles:\/\/)?(https?):\/\/([^/?#]+)/.exec(template);
  if (match === null) return [];
  const [, protocol, host = ''] = match;
  return [`${protocol}://${host.includes('{') ? host.replace(/^[^.]*\{[^}]*\}[^.]*/, '*') : host}`];
}
