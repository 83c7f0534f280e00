interface Expression {
  readonly type: string
  readonly name?: string
  readonly callee?: Expression
  readonly arguments?: readonly Expression[]
}

interface RuleContext {
  report(problem: { node: Expression; message: string }): void
}

/**
 * What oxlint's own rules cannot say: `new Date()` reads the wall clock, `new Date(value)` does not, and
 * `no-restricted-globals` knows only the name `Date`.
 */
const noWallClock = {
  meta: { type: 'problem' },
  create(context: RuleContext) {
    const isDate = (node: Expression): boolean =>
      node.callee?.type === 'Identifier' && node.callee.name === 'Date'
    const report = (node: Expression): void =>
      context.report({ node, message: 'This reads the wall clock: take the time from a Clock.' })
    return {
      NewExpression(node: Expression): void {
        if (isDate(node) && node.arguments?.length === 0) report(node)
      },
      // Called without `new`, Date ignores its arguments and always returns the present.
      CallExpression(node: Expression): void {
        if (isDate(node)) report(node)
      },
    }
  },
}

export default { meta: { name: 'tenon' }, rules: { 'no-wall-clock': noWallClock } }
