import re, pathlib, pytest
from yifa.law import gates as G
from .city import *
def stub():
    for f in pathlib.Path("src/yifa/institutions/penalty").glob("procedure*.toml"):
        t=f.read_text()
        import tomllib
        d=tomllib.loads(t)
        names=set(d["procedure"].get("watch",[])); conds=set()
        for a in d["act"]:
            names|=set(a.get("gates",[]))
            for s in a.get("approve",[]):
                if "when" in s: conds.add(s["when"])
            for s in a.get("start",[]):
                if "when" in s: conds.add(s["when"])
            if "when" in a: conds.add(a["when"])
        for p in d["paper"]:
            if "when" in p: conds.add(p["when"])
        for n in names:
            if not G.find_gate(n): G.gate(n,title=n,cites="行政处罚法第四十二条")(lambda v,p: ())
        for n in conds:
            if not G.find_condition(n): G.condition(n,title=n,cites="行政处罚法第五十八条")(lambda v,p: False)
def test_shots(live_server, fresh_db, fresh_city, new_browser_page):
    stub()
    from yifa.matters import discovery
    discovery.procedures()
    from yifa.matters import versions
    from support.database import use
    use(fresh_db,"owner"); versions.sync(); versions._version_row.cache_clear(); use(fresh_db)
    out=pathlib.Path("/tmp/shots"); out.mkdir(exist_ok=True)
    c=fresh_city
    p=new_browser_page()
    p.on("console", lambda m: print("CONSOLE",m.text))
    p.on("response", lambda r: r.status>=500 and print("HTTP",r.status,r.url))
    def shot(n, path=None):
        if path: p.goto(live_server.url+path)
        p.set_viewport_size({"width":1280,"height":900}); p.screenshot(path=out/f"{n}.png",full_page=True)
        p.set_viewport_size({"width":390,"height":844}); p.screenshot(path=out/f"{n}-m.png",full_page=True)
        p.set_viewport_size({"width":1280,"height":900})
    p.goto(live_server.url+"/desk/login/")
    p.fill("#username","handler"); p.fill("#password",PASSWORD); p.click("button[type=submit]")
    p.goto(live_server.url+"/desk/new/penalty.ordinary/register_clue/")
    p.select_option("#f-source",index=1); p.fill("#f-received_on","2026-11-20"); p.fill("#f-cause","涉嫌未经许可占用城市道路经营"); p.fill("#f-summary","巡查发现当事人在人行道摆放货架经营。")
    p.click("button[name=_add][value=parties]")
    p.wait_for_selector("input[name='_q.parties.0.subject']")
    p.fill("input[name='_q.parties.0.subject']","顺达"); p.click("button[name=_find]")
    p.wait_for_selector("input[type=radio][name='parties.0.subject']")
    shot("clue-find")
    p.check("input[type=radio][name='parties.0.subject']")
    p.click("button[name=_do][value=check]"); shot("clue-check")
    p.click("button[name=_do][value=submit]")
    shot("matter")
    url=p.url
    print(url, p.title())
    mid=url.rstrip("/").split("/")[-1]
    for t in ("evidence","papers","approvals","service","file","timeline"):
        shot("m-"+t, f"/desk/matters/{mid}/?tab={t}")
    p.goto(f"{live_server.url}/desk/matters/{mid}/act/check_clue/"); shot("act-check")
    pathlib.Path("/tmp/shots/act.html").write_text(p.content())
    p.goto(f"{live_server.url}/desk/matters/{mid}/act/file/"); shot("act-file")
    shot("list","/desk/matters/")
    shot("alerts","/desk/alerts/")
    shot("404","/desk/matters/019aa000-0000-7000-8000-000000000001/")
    shot("procs","/desk/procedures/")
