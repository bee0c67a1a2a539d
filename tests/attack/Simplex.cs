namespace Cohesion.Attack;

/// <summary>The least and the most that an unknown can be while all equations hold together and none is below its least: two linear programmes an unknown.</summary>
internal sealed class Simplex
{
    private const double Tiny = 1e-7;
    private const int MostSteps = 20_000;
    private readonly int _unknowns;
    private readonly double[] _low;
    private readonly List<double[]> _rows = [];
    private readonly List<int> _basis = [];

    /// <summary>Finds one solution; the last column of a row is its right-hand side.</summary>
    public Simplex(IReadOnlyList<Equation> equations, double[] low)
    {
        (_unknowns, _low) = (low.Length, low);
        var width = _unknowns + equations.Count + 1;
        for (var i = 0; i < equations.Count; i++)
        {
            var row = new double[width];
            var result = equations[i].Result;
            foreach (var (unknown, times) in equations[i].Terms)
            {
                row[unknown] += times;
                result -= times * low[unknown];
            }

            row[^1] = result;
            var sign = result < 0 ? -1 : 1;
            _rows.Add([.. row.Select(v => v * sign)]);
            _rows[i][_unknowns + i] = 1;
            _basis.Add(_unknowns + i);
        }

        // The artificial unknowns go to nothing; rows that keep one say what others say too.
        var price = new double[width];
        for (var column = _unknowns; column < width - 1; column++)
        {
            price[column] = 1;
        }

        Minimise(price, width - 1);
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            if (_basis[i] >= _unknowns && Array.FindIndex(_rows[i], 0, _unknowns, v => Math.Abs(v) > 1e-7) is >= 0 and var column)
            {
                Pivot(i, column);
            }
            else if (_basis[i] >= _unknowns)
            {
                _rows.RemoveAt(i);
                _basis.RemoveAt(i);
            }
        }
    }

    /// <summary>Infinity where nothing limits it.</summary>
    public (double Least, double Most) Range(int unknown)
    {
        var price = new double[_unknowns + 1];
        price[unknown] = 1;
        var least = Minimise(price, _unknowns) ?? 0;
        price[unknown] = -1;
        var most = Minimise(price, _unknowns);
        return (_low[unknown] + least, most is { } m ? _low[unknown] - m : double.PositiveInfinity);
    }

    /// <summary>Bland's rule: never in circles. Null where the price falls for ever.</summary>
    private double? Minimise(double[] price, int columns)
    {
        for (var step = 0; ; step++)
        {
            var entering = -1;
            for (var column = 0; column < columns && entering < 0; column++)
            {
                var reduced = column < price.Length ? price[column] : 0;
                for (var i = 0; i < _rows.Count; i++)
                {
                    reduced -= Price(price, _basis[i]) * _rows[i][column];
                }

                entering = reduced < -1e-7 ? column : -1;
            }

            if (entering < 0)
            {
                return _rows.Select((row, i) => Price(price, _basis[i]) * row[^1]).Sum();
            }

            var leaving = Enumerable.Range(0, _rows.Count).Where(i => _rows[i][entering] > Tiny).Select(i => (int?)i).MinBy(i => (Math.Round(_rows[i!.Value][^1] / _rows[i.Value][entering], 9), _basis[i.Value]));
            if (leaving is not { } row0)
            {
                return null;
            }

            Pivot(row0, entering);
            if (step > MostSteps)
            {
                throw new InvalidOperationException("The linear programme goes in circles.");
            }
        }
    }

    private static double Price(double[] price, int column) => column < price.Length - 1 ? price[column] : 0;

    private void Pivot(int row, int column)
    {
        var (pivot, lead) = (_rows[row], _rows[row][column]);
        for (var j = 0; j < pivot.Length; j++)
        {
            pivot[j] /= lead;
        }

        for (var i = 0; i < _rows.Count; i++)
        {
            if (i != row && Math.Abs(_rows[i][column]) > Tiny)
            {
                var (other, times) = (_rows[i], _rows[i][column]);
                for (var j = 0; j < other.Length; j++)
                {
                    other[j] -= times * pivot[j];
                    other[j] = Math.Abs(other[j]) < 1e-10 ? 0 : other[j];
                }
            }
        }

        _basis[row] = column;
    }
}
