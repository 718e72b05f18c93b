FROM ${{secrets.TOKEN}}/base
