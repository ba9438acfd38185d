/** Stimulus, to which the controllers are made known; app.js, the last script of every page, starts it. */
import { Application } from "@hotwired/stimulus";

export const application = new Application();
