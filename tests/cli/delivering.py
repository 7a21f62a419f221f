"""A workspace that delivers, for tests that run the program."""

from __future__ import annotations

from records.workspaces import Workspace

CONFIG = """\
languages: [vi]
formats: [pdf]
workers: 2
issuer: {{vi: Ban Hồ sơ, en: Desk}}
delivery:
  owner: chi
  mail:
    host: 127.0.0.1
    port: {port}
    security: none
    sender: desk@briefings.example
    allowed_domains: [example.org]
    deadline_seconds: 20
  recipients:
    - {{id: an, name: Nguyễn Văn An, address: an@example.org, clearance: public, format: html}}
    - {{id: binh, name: Trần Bình, address: binh@example.org, clearance: internal, languages: [en],
       format: html}}
    - {{id: chi, name: Lê Chi, address: chi@example.org, clearance: restricted, format: summary}}
  lists:
    - {{id: both, members: [an, binh]}}
  schedules:
    - {{id: weekly, cron: 0 7 * * 1, zone: Asia/Ho_Chi_Minh}}
  subscriptions:
    - {{id: france, to: both, counterparts: [FR], schedule: weekly}}
"""


def deliver(workspace: Workspace, port: int = 9, **changes: str) -> None:
    """Let a workspace deliver through a server; ``changes`` replace what stands once in its settings."""
    text = CONFIG.format(port=port)
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    workspace.write("../config.yaml", text)
