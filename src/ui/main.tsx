import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { PAGE_STYLE } from "../report/html/page.ts";
import { PICTURE_STYLE } from "../report/picture/style.ts";
import { Glances } from "./glances.tsx";
import { type Known, NOTHING, placeOf, told } from "./state.ts";
import { type Line, listen } from "./stream.ts";
import "./style.css";
import { Target } from "./target.tsx";
import { timeText } from "./words.ts";

const KEPT = "iopctl-token";

/** The token of the link: it leaves the address at once, and stays for a reload of this tab. */
function takeToken(): string {
  const given = location.hash.slice(1);
  if (given !== "" && !given.startsWith("/")) {
    sessionStorage.setItem(KEPT, given);
    history.replaceState(null, "", "#/");
  }
  return sessionStorage.getItem(KEPT) ?? "";
}

function App() {
  const [token, setToken] = useState(takeToken);
  const [place, setPlace] = useState(() => placeOf(location.hash));
  const [known, setKnown] = useState<Known>(NOTHING);
  const [line, setLine] = useState<Line>("connecting");
  const [lost, setLost] = useState("");

  useEffect(() => {
    const moved = () => {
      setToken(takeToken());
      setPlace(placeOf(location.hash));
      window.scrollTo(0, 0);
    };
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  useEffect(() => {
    document.title = place.target === undefined ? "iopctl" : `${place.target} · iopctl`;
    setKnown((before) => ({ ...before, parts: {}, busy: new Map() }));
    if (token === "") return setLine("refused");
    return listen(token, place.target, {
      message: (message) => setKnown((before) => told(before, message, Date.now())),
      line: (now) => {
        setLine(now);
        if (now === "lost") setLost((since) => since || new Date().toISOString());
        else if (now === "live") setLost("");
      },
    });
  }, [token, place.target]);

  return (
    <>
      <header class="bar">
        <a href="#/">iopctl</a>
        <span class="dim">{place.target === undefined ? "all targets" : place.target}</span>
        <span class={`line ${line}`} role="status">
          {{ connecting: "connecting", live: "live", lost: "not live", refused: "no token" }[line]}
        </span>
      </header>
      {line === "lost" && (
        <div class="alert banner" role="alert">
          <p>
            <strong>iopctl does not answer.</strong> What is shown is of {timeText(lost)}. It is tried again; if iopctl
            was started anew, open the link that it printed.
          </p>
        </div>
      )}
      {line === "refused" ? (
        <NoToken />
      ) : place.target === undefined ? (
        <Glances known={known} />
      ) : (
        <Target key={place.target} name={place.target} tab={place.tab} known={known} token={token} />
      )}
    </>
  );
}

function NoToken() {
  return (
    <main>
      <p class="lead">This page opens with the link that iopctl printed.</p>
      <p>
        Its token stands behind the <code>#</code>. Without it, or with the token of an earlier start, nothing is shown.
      </p>
      <form
        class="tools"
        onSubmit={(event) => {
          event.preventDefault();
          const text = new FormData(event.currentTarget).get("token");
          location.hash = `#${String(text ?? "").replace(/^.*#/, "")}`;
        }}
      >
        <label>
          <span>Link or token</span>
          <input name="token" autocomplete="off" required />
        </label>
        <button type="submit">Open</button>
      </form>
    </main>
  );
}

const style = document.createElement("style");
style.textContent = PAGE_STYLE + PICTURE_STYLE;
document.head.prepend(style);
render(<App />, document.body);
