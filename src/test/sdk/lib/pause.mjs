/** Asks until the answer is neither null nor false, and gives it back. */
export async function eventually(question) {
    while (true) {
        const answer = await question();
        if (answer) {
            return answer;
        }
        await pause(50);
    }
}

export function pause(millis) {
    return new Promise((resolve) => setTimeout(resolve, millis));
}
