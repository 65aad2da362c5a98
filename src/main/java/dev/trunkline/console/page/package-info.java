/**
 * The page at {@code /}: its files, as they are in the jar, and the endpoint from which its softphone gets a call. Imports the gate of
 * {@code ops}, the port of softphones in {@code phone}, and {@code net}. Start reading at {@link dev.trunkline.console.page.ConsolePage}; the
 * page itself begins in {@code main.js} of the resources.
 */
@NullMarked
package dev.trunkline.console.page;

import org.jspecify.annotations.NullMarked;
