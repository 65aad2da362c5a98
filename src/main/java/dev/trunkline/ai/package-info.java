/**
 * The AI leg as a call sees it: what may be asked of it, what it tells. Imports {@code audio}, {@code time} and the JDK: no
 * protocol, no network. Start reading at {@link dev.trunkline.ai.AiLeg} and {@link dev.trunkline.ai.AiEvents}.
 */
@NullMarked
package dev.trunkline.ai;

import org.jspecify.annotations.NullMarked;
