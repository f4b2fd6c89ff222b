import ts from 'typescript';

/**
 * What a declaration file exports: each name, whether it is a value, a type or both, and how many
 * type arguments the type cannot do without.
 */
export function exportsOf(declarationFile) {
  const program = ts.createProgram([declarationFile], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(declarationFile));
  return checker.getExportsOfModule(module).map((exported) => {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
    return {
      name: exported.name,
      isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
      isType: (symbol.flags & ts.SymbolFlags.Type) !== 0,
      typeParameters: Math.max(
        0,
        ...symbol.declarations.map(
          ({ typeParameters = [] }) => typeParameters.filter((one) => !one.default).length,
        ),
      ),
    };
  });
}
