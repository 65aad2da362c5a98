/**
 * Who has picked up, by the sound of the first seconds: a person, a machine and its beep, a fax. Pure: imports {@code audio}.
 * Start reading at {@link dev.trunkline.outbound.answer.AnswerListener}.
 */
@NullMarked
package dev.trunkline.outbound.answer;

import org.jspecify.annotations.NullMarked;
