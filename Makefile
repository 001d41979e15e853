# 后半篇:两条命令就够——make run(看)、make test(验)。make help 列出全部。
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format doctor bench coverage mutants clean

help:  ## 列出全部命令
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.run  ## 建虚拟环境,装运行所需

run: setup  ## 首次自动建库并载入演示县,然后启动看板
	@$(BIN)/python -m core demo --if-empty
	@echo "看板地址:http://127.0.0.1:8501(按 Ctrl+C 停止)"
	@$(BIN)/python -m streamlit run dashboard/app.py $(ARGS)

test: $(VENV)/.dev  ## 全部测试,含真实数据库和浏览器
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

lint: $(VENV)/.dev  ## 代码检查:格式、规则、类型、层次
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(VENV)/.dev  ## 自动排版
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

doctor: setup  ## 检查安装、数据库、字体、设置
	@$(BIN)/python -m core doctor

bench: $(VENV)/.dev  ## 性能对比(与空白页、openpyxl 同场测),结果见 bench/README.md
	@$(BIN)/python -m bench.overview && $(BIN)/python -m bench.ledger && $(BIN)/python -m bench.paste

coverage: $(VENV)/.dev  ## 规则和评分的分支覆盖,不到 100% 即失败
	@$(BIN)/python -m pytest tests/scoring tests/rules --cov=core.scoring --cov=core.rules --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

mutants: $(VENV)/.dev  ## 规则和评分的变异测试,见 docs/mutation.md
	@$(BIN)/python -m tests.mutants $(ARGS)

clean:  ## 删除虚拟环境和缓存(不动数据)
	@rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo "缺少 Python:请先安装 Python 3.11 以上版本。"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 版本太旧:需要 3.11 以上,当前是 $$($(PYTHON) --version)。"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "建不了虚拟环境:Debian/Ubuntu 请先 apt install python3-venv。"; exit 1; }
	@touch $@

$(VENV)/.run: requirements.txt $(VENV)/.made
	@echo "正在安装运行所需的库……"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt || { echo "有库装不上:请检查网络或 pip 源后再试一次。"; exit 1; }
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt $(VENV)/.made
	@echo "正在安装测试所需的库……"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt || { echo "有库装不上:请检查网络或 pip 源后再试一次。"; exit 1; }
	@touch $(VENV)/.run $@
