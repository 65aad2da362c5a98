package dev.trunkline.call;

/**
 * Decides whether a transcript interrupts an agent that has finished speaking but is still being played: the AI knows
 * nothing of playout, so it cannot say so itself. A cough must not do it. Immutable.
 *
 * @param interimWords an interim transcript of so many words is an interruption; 0: none is
 */
record BargeIn(int interimWords) {

    boolean isInterruption(String transcript, boolean interim) {
        int words = transcript.isBlank() ? 0 : transcript.strip().split("\\s+").length;
        return interim ? interimWords > 0 && words >= interimWords : words > 0;
    }
}
