//! A reader: asks for pages over one kept connection, as a browser does, and counts what comes.

use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longest answer read.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What came for one request.
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Bytes of the head.
    pub head_bytes: usize,
    /// The body as it came: compressed when the server chose so.
    pub body: Vec<u8>,
}

/// One kept connection.
pub struct Client {
    host: SocketAddr,
    stream: BufReader<TcpStream>,
    compressed: bool,
}

impl Client {
    /// Connects. A `compressed` reader accepts gzip.
    pub fn connect(host: SocketAddr, compressed: bool) -> Result<Self> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { host, stream: BufReader::new(stream), compressed })
    }

    /// Asks for a path.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        let encoding = if self.compressed { "gzip" } else { "identity" };
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\naccept-language: fr\r\naccept-encoding: {encoding}\r\n\r\n",
            self.host
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut head_bytes, mut length, mut chunked) = (0, 0, None, false);
        loop {
            let mut line = String::new();
            head_bytes += self.stream.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            ensure!(head_bytes > 0 && head_bytes < 64 * 1024, "{path}: no answer");
            if line.is_empty() {
                break;
            }
            match line.split_once(": ") {
                Some(("content-length", value)) => length = Some(value.parse::<usize>()?),
                Some(("transfer-encoding", "chunked")) => chunked = true,
                _ if status == 0 => status = line.split(' ').nth(1).context("no status")?.parse()?,
                _ => {}
            }
        }
        let body = match length {
            _ if chunked => self.chunks()?,
            Some(length) => self.exactly(length)?,
            None => bail!("{path}: an answer without a length"),
        };
        Ok(Answer { status, head_bytes, body })
    }

    /// Asks for a page that must be there.
    pub fn page(&mut self, path: &str) -> Result<Answer> {
        let answer = self.get(path)?;
        ensure!(answer.status == 200, "{path}: {}", answer.status);
        Ok(answer)
    }

    fn exactly(&mut self, length: usize) -> Result<Vec<u8>> {
        ensure!(length <= MOST_BYTES, "too long an answer");
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(body)
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim_end(), 16).context("a chunk without a length")?;
            body.extend(self.exactly(length)?);
            self.exactly(2)?;
            if length == 0 {
                return Ok(body);
            }
            ensure!(body.len() <= MOST_BYTES, "too long an answer");
        }
    }
}
