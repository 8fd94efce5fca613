/** Made up. */
export const token = `sntryi_${'0a'.repeat(32)}`;
