"""The invented demo county: three years of findings, told through the same commands as people use."""

from core.demo.generate import DemoSummary, load_demo
from core.demo.people import DEMO_PASSWORD, DemoLogin, demo_accounts

__all__ = ["DEMO_PASSWORD", "DemoLogin", "DemoSummary", "demo_accounts", "load_demo"]
