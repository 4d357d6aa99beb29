package org.alsolike.models.recommend.kernel.rows;

/**
 * The vectors of a system of equations while it is solved by conjugate gradients with a diagonal
 * preconditioner (Golub, Van Loan 2013, "Matrix Computations", section 11.5.2). All but the lanes
 * are as wide as the unknowns, filled up with zeros.
 *
 * @param solution the unknowns
 * @param residual how far the equations are from being met
 * @param scaled the residual times the preconditioner
 * @param direction in which the solution moves next
 * @param product of the system's matrix with the direction
 * @param inverse the preconditioner: one over the matrix's diagonal
 * @param lanes room in which dot products are summed
 */
public record ConjugateGradient(
    float[] solution,
    float[] residual,
    float[] scaled,
    float[] direction,
    float[] product,
    float[] inverse,
    float[] lanes) {

  public static ConjugateGradient ofWidth(int width) {
    return new ConjugateGradient(
        new float[width],
        new float[width],
        new float[width],
        new float[width],
        new float[width],
        new float[width],
        new float[RowKernel.LANES]);
  }
}
