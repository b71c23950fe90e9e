# Two images: `widthwise`, the default, is the server, which is also the worker; `nginx` is the edge in
# front of it. docs/deployment.md says how to run them.
ARG DEBIAN=bookworm-20250929-slim
ARG NODE=22.20.0-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY core/package.json core/
COPY worker/package.json worker/
COPY server/package.json server/
COPY edge/package.json edge/
COPY bench/package.json bench/
COPY test/package.json test/
RUN npm ci -w server --include-workspace-root --omit=dev --no-audit --no-fund && rm -rf bench test
COPY tsconfig.json bunfig.toml LICENSE ./
COPY core core
COPY worker worker
COPY server server
COPY edge edge
# The site file for nginx, and the viewer function, for the same widths as the server's.
ARG WIDTH_BUCKETS
ARG MASTER_EDGE
RUN DATA_DIR=/data WIDTH_BUCKETS="$WIDTH_BUCKETS" MASTER_EDGE="$MASTER_EDGE" \
	node_modules/bun/bin/bun.exe edge/nginx/main.ts \
	'*:8080' --server widthwise:3000 --log /dev/stdout > /site

FROM debian:${DEBIAN} AS nginx
RUN apt-get update -qq \
	&& apt-get install -y -qq --no-install-recommends nginx-light libnginx-mod-http-js \
	&& rm -rf /var/lib/apt/lists/* /etc/nginx/sites-enabled/* \
	&& sed -i -e '/^user /d' -e 's|^pid .*|pid /tmp/nginx.pid;|' \
		-e 's|error_log .*|error_log stderr;|' -e 's|access_log .*|access_log off;|' \
		/etc/nginx/nginx.conf
COPY --from=build /app/edge/dist/nginx /app/edge/dist/nginx
COPY --from=build /site /etc/nginx/sites-enabled/widthwise
USER www-data
EXPOSE 8080
STOPSIGNAL SIGQUIT
CMD ["nginx", "-e", "stderr", "-g", "daemon off;"]

FROM debian:${DEBIAN} AS widthwise
RUN useradd --uid 10001 --no-create-home widthwise \
	&& install -d -o widthwise -g widthwise /data
COPY --from=build /app /app
WORKDIR /app
ARG WIDTH_BUCKETS
ARG MASTER_EDGE
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=3000 WIDTH_BUCKETS=$WIDTH_BUCKETS MASTER_EDGE=$MASTER_EDGE
USER widthwise
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
	CMD ["node_modules/bun/bin/bun.exe", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node_modules/bun/bin/bun.exe", "server/main.ts"]
