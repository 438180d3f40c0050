// Alone for months: is the server there, is there a new release, is the page itself well. In the hall nothing of it is said
// to the visitor; what has to start anew does so when nobody is there, and only after the server has answered.
(function () {
  const atlas = window.atlas, root = document.documentElement;
  const ASK_MS = 5000, ASK_DESK_MS = 60000, ANSWER_MS = 4000;
  const STUCK_MS = 10000;          // a picture that has not come by then will not come
  const FAULTS = 3, FAULTS_MS = 60000;
  const DESK_QUIET_MS = 20000;
  const FRESH_MS = 3.6e6;          // a page younger than this needs no reload at the quiet hour
  let away = false, isOld = false, faults = [], late = 0, mending = 0;

  const inHall = () => root.dataset.room === "kiosk";

  async function ask(address) {
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  }

  async function look() {
    const wasAway = away;
    try {
      const { page } = await (await ask(inHall() ? "/healthz?screen=kiosk" : "/healthz")).json();
      away = false;
      isOld = Boolean(page) && page !== root.dataset.page;
      if (wasAway && inHall()) { atlas.kiosk.enter(); atlas.attract.load(); }
    } catch { away = true; }
    root.dataset.server = away ? "away" : "";
    if (atlas.ready && !away) changeOver();
  }

  // The same View again in a new page: the address holds it. The page is asked for first, or an error page would stay.
  async function reload() {
    const next = new URL(location.href);
    if (atlas.usage.screen) next.searchParams.set("screen", atlas.usage.screen);
    try { await ask(next); } catch { return; /* the server is away: what is here goes on */ }
    history.replaceState(null, "", next);
    location.reload();
  }

  function changeOver() {
    if (inHall()) { if (atlas.attract.isOn() && (isOld || isQuietHour())) reload(); return; }
    const isBusy = atlas.present.isStage(atlas.now()) || atlas.sharing.isOpen() || !document.getElementById("editor").hidden;
    if (isOld && !isBusy && atlas.idle.quiet() > DESK_QUIET_MS) reload();
  }

  function isQuietHour() {
    const { reloadAt } = atlas.kiosk.settings(), now = new Date();
    return Boolean(reloadAt) && performance.now() > FRESH_MS && reloadAt === `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
  }

  // ---- the page itself ---------------------------------------------------------------------------------------------------

  function fault(words) {
    if (!inHall() || /ResizeObserver/.test(words)) return;
    const now = Date.now();
    faults = [...faults.filter((time) => now - time < FAULTS_MS), now];
    navigator.sendBeacon?.("/fault", String(words).slice(0, 300));
    if (faults.length > FAULTS) { faults = []; reload(); }
    clearTimeout(mending);
    mending = setTimeout(mend, 500);
  }

  // Back to the attract loop, whatever it was.
  function mend() {
    if (!atlas.ready) return void reload();
    try { atlas.idle.leave(); atlas.attract.start(); } catch { reload(); }
  }

  // A View that is not painted in time is a stuck page.
  function check() {
    if (!inHall() || !atlas.ready || document.hidden) return;
    const isPainted = document.getElementById("map")?.dataset.view === atlas.view.format(atlas.now()) || !document.getElementById("map-fallback").hidden;
    if (isPainted) { late = 0; return; }
    late ||= Date.now();
    if (Date.now() - late > STUCK_MS) { late = 0; fault("stuck"); reload(); }
  }

  addEventListener("error", (event) => fault(event.message || "error"));
  addEventListener("unhandledrejection", (event) => fault(event.reason?.message || String(event.reason)));
  // Without its pictures the map is grey: the whole page anew.
  addEventListener("webglcontextlost", () => setTimeout(() => { if (inHall()) reload(); }, STUCK_MS / 2), true);
  setInterval(check, 1000);
  const wait = () => setTimeout(() => look().finally(wait), inHall() ? ASK_MS : ASK_DESK_MS);
  if (inHall()) look();
  wait();

  atlas.watch = { look, isAway: () => away, isOld: () => isOld };
})();
