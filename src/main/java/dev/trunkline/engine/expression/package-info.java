/**
 * How someone sounds, as 48 named scores. The scores here are a heuristic from words and measured prosody, not a trained
 * model; the port is there to put a better one in. May import {@code speech}. Start reading at
 * {@link dev.trunkline.engine.expression.Expression}, then at {@link dev.trunkline.engine.expression.HeuristicExpression}.
 */
@NullMarked
package dev.trunkline.engine.expression;

import org.jspecify.annotations.NullMarked;
