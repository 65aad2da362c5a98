/** What happened in each call, kept for people: a subscriber of call events. */
@NullMarked
package dev.trunkline.record;

import org.jspecify.annotations.NullMarked;
