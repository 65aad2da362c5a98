/** What a call is: its states, its endings, barge-in, what was heard. The pure heart: no network, no JSON, no logger. */
@NullMarked
package dev.trunkline.call;

import org.jspecify.annotations.NullMarked;
