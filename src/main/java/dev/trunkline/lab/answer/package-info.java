/**
 * Who picks up when somebody is called: people, answering machines and their beeps, fax machines, nobody. Imports the caller, the
 * telephone and voices. Start reading at {@link dev.trunkline.lab.answer.AnswerBook}.
 */
@NullMarked
package dev.trunkline.lab.answer;

import org.jspecify.annotations.NullMarked;
