"""A site on this machine that answers as it is told, and remembers what it was asked."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARABIC = (
    "وصل وزير الخارجية المصري سامح فهمي إلى العاصمة الأردنية عمان في زيارة رسمية تستمر يومين يلتقي خلالها كبار المسؤولين.",
    "وقال الوزير في مؤتمر صحفي إن بلاده تدعم الأردن في مواجهة الأزمة الاقتصادية التي تمر بها المنطقة منذ سنوات طويلة.",
    "ومن المقرر أن يوقع الجانبان اتفاقا للتعاون في مجال الطاقة والنقل قبل أن يغادر الوفد المصري البلاد مساء الخميس المقبل.",
)
ENGLISH = (
    "The foreign minister of Egypt arrived in the Jordanian capital on an official visit of two days and will meet senior officials there.",
    "The minister told reporters that his country supports Jordan in the economic crisis that the region has been through for many years.",
    "The two sides are to sign an accord on energy and transport before the Egyptian delegation leaves the country on Thursday evening.",
)


def page(paragraphs, head="", extra=""):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body><main><article>{body}{extra}</article></main></body></html>'


@dataclass
class Site:
    """``pages`` maps a path to (status, headers, body), or to a function of the request's headers that gives these."""

    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    address: str = ""

    def paths(self):
        return [path for path, _ in self.asked]


def serve():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            headers = {k.lower(): v for k, v in self.headers.items()}
            site.asked.append((self.path, headers))
            answer = site.pages.get(self.path, (404, {}, ""))
            status, told, body = answer(headers) if callable(answer) else answer
            body = body.encode() if isinstance(body, str) else body
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | told).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return site, server
