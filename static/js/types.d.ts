import type { Context, Controller } from "@hotwired/stimulus";

declare global {
  /** A Stimulus controller class whose targets and values have types: `/** @type {Parts<{listTarget: HTMLElement}>} *\/`. */
  type Parts<T> = { new (context: Context): Controller<Element> & T } & Pick<typeof Controller, keyof typeof Controller>;

  /** What the live channel and our HTTP answers have in common. */
  interface Answer {
    ok: boolean;
    code?: string;
    message?: string;
    locked?: boolean;
    fields?: Record<string, string[]>;
    /** The words that the server has, where others wrote in them, too. */
    taken?: Record<string, string>;
    findings?: Finding[];
    themes?: ThemeHint[];
    combination?: string;
    change?: Change;
    changes?: Change[];
    seq?: number;
    reload?: boolean;
    now?: number;
    present?: Presence;
    mine?: string[] | Record<string, string[]>;
    reacted?: Record<string, string[]>;
    names?: Record<string, Record<string, string[]>>;
    html?: string;
    version?: number;
    saved_at?: number | string;
    remaining_ms?: number;
    csrf?: string;
  }

  /** One numbered change of a room. */
  interface Change {
    room: string;
    seq: number;
    op: "put" | "drop" | "none" | "ask";
    id?: string;
    html?: string;
  }

  /** What concerns this person alone. */
  interface Yours {
    room?: string;
    id: string;
    may?: string[];
    reactions?: string[];
    names?: Record<string, string[]>;
  }

  /** Who has a page open; only true or false where somebody signs as 'a colleague'. */
  type Presence = boolean | { name: string; role?: string; member?: string }[];

  /** A passage by which someone could be recognised; spans in Unicode code points. */
  interface Finding {
    start: number;
    end: number;
    label: string;
    kind: "direct" | "quasi";
    reason: string;
    replacements: string[];
  }

  interface ThemeHint {
    slug: string;
    label?: string;
    words?: string[];
    care?: boolean;
  }
}
