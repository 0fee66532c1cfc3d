# docker compose up --build (compose.yaml); .github/RUNNING.md says more.
FROM python:3.13-slim AS build
# torch's CPU build; the one on PyPI brings gigabytes of CUDA that are not used. Empty takes that of PyPI.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/pullquote
WORKDIR /src
COPY constraints.txt ./
RUN torch=$(grep '^torch==' constraints.txt) \
    && /opt/pullquote/bin/pip install ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} "$torch"
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY embeddings embeddings
# [cluster] brings what speaks to PostgreSQL and Milvus.
ARG EXTRAS=
RUN /opt/pullquote/bin/pip install -c constraints.txt ".$EXTRAS"

FROM python:3.13-slim
COPY --from=build /opt/pullquote /opt/pullquote
# By number, so that Kubernetes can see that it is not root.
RUN useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin pullquote \
    && install -d -o 10001 -g 10001 -m 700 /data
USER 10001:10001
# All that is written goes here: the archive, .env if there is one, a model that is fetched.
WORKDIR /data
VOLUME /data
ENV PATH=/opt/pullquote/bin:$PATH HOME=/data ARCHIVE_DIR=/data/archive METRICS_PORT=9464 \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
HEALTHCHECK --interval=1m --timeout=10s --start-period=3m \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:9464/health', timeout=9)"]
# SIGTERM ends the bot within eight seconds; Docker waits ten.
STOPSIGNAL SIGTERM
ENTRYPOINT ["pullquote"]
CMD ["run"]
