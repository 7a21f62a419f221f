-- Gives Typst a place for each link inside a page: pandoc labels the text before, and a cell has none.
local function anchored(one)
  if one.identifier == '' or FORMAT ~= 'typst' then
    return nil
  end
  local label = '#metadata(none)<' .. one.identifier .. '>'
  one.identifier = ''
  local raw = one.t == 'Div' and pandoc.RawBlock or pandoc.RawInline
  one.content:insert(1, raw('typst', label))
  return one
end

return { { Div = anchored, Span = anchored } }
