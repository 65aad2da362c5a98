/** Expression measurement on a stream: prosody, vocal bursts and language, one answer for each message. */
@NullMarked
package dev.trunkline.engine.models;

import org.jspecify.annotations.NullMarked;
